import type { FieldProblem } from '../../kit/refusal.ts'

/** The API's answer when it cannot do what was asked: RFC 9457 problem+json, with our own fields. */
export type Problem = {
  type?: string
  title?: string
  status: number
  detail?: string
  code?: string
  fields?: FieldProblem[]
  next?: string
  request_id?: string
}

/** A call that was answered with a problem, or not at all (`status` 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title ?? `status ${problem.status}`)
    this.problem = problem
  }
  get status(): number {
    return this.problem.status
  }
  get code(): string | undefined {
    return this.problem.code
  }
  get fields(): readonly FieldProblem[] {
    return this.problem.fields ?? []
  }
}
