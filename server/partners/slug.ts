/** The name a partner has in addresses: small letters, digits and dashes, at most 63. */
function slugOf(name: string, id: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '')
  // A name in another script leaves nothing; the id's random end does not repeat.
  return plain === '' ? `partner-${id.slice(-8)}` : plain
}

/** What to try in turn until one is free; the last one always is. */
export function slugsToTry(name: string, id: string): string[] {
  const slug = slugOf(name, id)
  return [slug, `${slug}-2`, `${slug}-3`, `${slug}-${id.slice(-12)}`]
}
