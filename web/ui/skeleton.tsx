import { cx } from './cx.ts'

/** The place of something that is on its way. */
export function Skeleton({
  width = '100%',
  height = '0.75rem',
  className,
}: {
  width?: string
  height?: string
  className?: string
}) {
  return <div aria-hidden className={cx('shimmer rounded-sm', className)} style={{ width, height }} />
}

/** Several lines on their way. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <div className="flex flex-col gap-2.5 py-1">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} width={index === lines - 1 ? '55%' : `${92 - (index % 3) * 7}%`} />
      ))}
    </div>
  )
}
