/** The certain key of a tax id: country and id without spaces and punctuation. */
export function taxKey(country: string | null, tax_id: string | null): string | null {
  if (!tax_id) return null
  const bare = tax_id.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (bare === '') return null
  return `${country ?? ''}:${bare}`
}
