import { useApiQuery } from '../api/hooks.ts'

/** What the role of whoever acts includes. Until that is known, nothing: a button may appear late, never in vain. */
export function useMay(): (permission: string) => boolean {
  const session = useApiQuery('session.get')
  return (permission) => session.data?.permissions.includes(permission) ?? false
}
