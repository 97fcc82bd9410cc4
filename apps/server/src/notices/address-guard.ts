/** Where a webhook may go: never into the network of this server, unless its settings say so. */
import { lookup } from 'node:dns/promises'
import { BlockList, isIP, isIPv4 } from 'node:net'
import { err, ok, type Result } from '@occtet/toolkit/base'

export interface Target {
  readonly url: URL
  /** The very address to connect to: looked up once, so that a name cannot mean another one a moment later. */
  readonly address: string
  readonly family: 4 | 6
}

export interface AddressError {
  readonly code: 'ADDRESS_REFUSED'
  readonly message: string
}

/** All addresses of a name; a port of ours, so that tests need no network. */
export type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>

export const resolveHost: Resolve = async (host) => lookup(host, { all: true, verbatim: true })

/** What the text alone tells; for the moment in which somebody types it. */
export function readTarget(text: string, allowsPrivate: boolean): Result<URL, AddressError> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) return refuse('expected an address such as https://hooks.example.org/occtet')
  if (url.protocol !== 'https:' && !(allowsPrivate && url.protocol === 'http:'))
    return refuse('expected https')
  if (url.username !== '' || url.password !== '') return refuse('expected no name or password in it')
  const host = hostOf(url)
  if (!allowsPrivate && (isIP(host) === 0 ? isLocalName(host) : isPrivate(host)))
    return refuse('it leads into a private network')
  return ok(url)
}

/** Every address that the name has must be allowed: one private one among many is an attack, not a mistake. */
export async function findTarget(
  text: string,
  { allowsPrivate, resolve }: { readonly allowsPrivate: boolean; readonly resolve: Resolve },
): Promise<Result<Target, AddressError>> {
  const url = readTarget(text, allowsPrivate)
  if (!url.ok) return url
  const host = hostOf(url.value)
  const found = isIP(host) === 0 ? await resolve(host) : [{ address: host, family: isIP(host) }]
  const [first] = found
  if (first === undefined) return refuse('its name has no address')
  if (!allowsPrivate && found.some(({ address }) => isPrivate(address)))
    return refuse('it leads into a private network')
  return ok({ url: url.value, address: first.address, family: first.family === 6 ? 6 : 4 })
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

function isLocalName(host: string): boolean {
  return (
    /(?:^|\.)(?:localhost|local|internal|localdomain|home\.arpa|onion)\.?$/i.test(host) || !host.includes('.')
  )
}

/** IANA special-purpose registries (RFC 6890 and its updates): what no address of the public internet is. */
const privateV4 = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  privateV4.addSubnet(net, prefix, 'ipv4')

const globalV6 = new BlockList()
globalV6.addSubnet('2000::', 3, 'ipv6')
/** Inside 2000::/3, yet translated, tunnelled, or for documents. */
const specialV6 = new BlockList()
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  specialV6.addSubnet(net, prefix, 'ipv6')

/** Of IPv6 only global unicast passes, so mapped and translated IPv4 addresses do not. */
export function isPrivate(address: string): boolean {
  if (isIPv4(address)) return privateV4.check(address, 'ipv4')
  const bare = address.replace(/%.*$/, '')
  return isIP(bare) !== 6 || !globalV6.check(bare, 'ipv6') || specialV6.check(bare, 'ipv6')
}

function refuse(message: string): Result<never, AddressError> {
  return err({ code: 'ADDRESS_REFUSED', message })
}
