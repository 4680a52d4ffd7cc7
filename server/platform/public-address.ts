import ipaddr from 'ipaddr.js'

/**
 * Is this an address of the public internet? Everything with a purpose of its own is not: private, loopback, link-local
 * (where clouds keep their metadata), carrier-grade NAT, multicast, documentation, tunnels. An IPv4 address inside an
 * IPv6 one (mapped, or through NAT64) counts as what it is.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast'
  // A zone ("%eth0") names an interface of this machine.
  if (address.zoneId) return false
  if (address.isIPv4MappedAddress()) return isPublicAddress(address.toIPv4Address().toString())
  const bytes = address.toByteArray()
  // RFC 6052 §2.1: behind 64:ff9b::/96 stands an IPv4 address, in the last 32 bits. What RFC 8215 adds is for local use.
  if (address.match(ipaddr.IPv6.parse('64:ff9b::'), 96)) return isPublicAddress(bytes.slice(12).join('.'))
  // Only 2000::/3 is given out as global unicast (RFC 4291 §2.4, IANA); what has no name outside of it is not public.
  return ((bytes[0] ?? 0) & 0xe0) === 0x20 && address.range() === 'unicast'
}
