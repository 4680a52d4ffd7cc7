import { useApiQuery } from '../api/hooks.ts'
import { useActing } from '../session.tsx'

/** What waits in each room, in numbers that the sidebar and the home share; nothing of rooms that are closed to one. */
export function useRoomCounts() {
  const { may } = useActing()
  return {
    registrations: useApiQuery('registration.count', undefined, { enabled: may('registration:read') }).data,
    requests: useApiQuery('request.count', undefined, { enabled: may('request:read') }).data,
    matches: useApiQuery('match.count', undefined, { enabled: may('match:read') }).data,
    conflicts: useApiQuery('conflict.count', undefined, { enabled: may('conflict:read') }).data,
    disputes: useApiQuery('dispute.count', undefined, { enabled: may('dispute:read') }).data,
    conduct: useApiQuery('conduct_case.count', undefined, { enabled: may('conduct:read') }).data,
  }
}

/** Of that, what waits for whoever acts; a number where nothing can be done about it would only nag. */
export function useWaiting(): Readonly<Record<string, number | undefined>> {
  const { may } = useActing()
  const { registrations, requests, matches, conflicts, disputes, conduct } = useRoomCounts()
  const decides = may('conflict:resolve')
  return {
    requests: requests?.mine,
    ...(may('registration:approve') ? { approvals: registrations?.counts.in_review } : {}),
    ...(may('match:decide') ? { matches: matches?.open } : {}),
    ...(decides || may('conflict:answer') ? { conflicts: decides ? conflicts?.manager : conflicts?.direct } : {}),
    ...(may('dispute:handle') ? { disputes: disputes && disputes.waits_for_me + disputes.unread } : {}),
    ...(may('conduct:decide') ? { conduct: conduct?.to_do } : {}),
  }
}
