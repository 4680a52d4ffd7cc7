import { useApiQuery } from '../../api/hooks.ts'

export type Track = { key: string; name: string; tiers: { key: string; name: string }[] }

/** The tracks of the program in force with their tiers; none while no version is. */
export function useTracks({ enabled = true } = {}): readonly Track[] {
  const versions = useApiQuery('program.list_versions', { query: { limit: 50 } }, { enabled })
  const inForce = versions.data?.rows.find((version) => version.status === 'in_force')
  const version = useApiQuery(
    'program.get_version',
    { params: { n: inForce?.version ?? 0 } },
    { enabled: enabled && inForce !== undefined },
  )
  // A published document was parsed by the schema that holds its tracks.
  return (version.data?.document['tracks'] as Track[] | undefined) ?? []
}
