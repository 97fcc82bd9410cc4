/** Where a model may stand: on the public internet by https; in private networks and on this machine only if the operator says so. */
import { BlockList, isIP, isIPv4 } from 'node:net'
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { Kernel } from '../../kernel/model.ts'
import { isPrivate, readTarget, type Resolve } from '../../notices/address-guard.ts'

export interface ModelRules {
  readonly allowsPrivate: boolean
  /** Nothing leaves this machine. */
  readonly isOffline: boolean
}

export interface ModelAddressError {
  readonly code: 'MODEL_URL_UNSAFE'
  readonly message: string
}

export interface PinnedAddress {
  readonly address: string
  readonly family: number
}

export function rulesOf({ settings }: Kernel): ModelRules {
  return { allowsPrivate: settings.allowsPrivateModels === true, isOffline: settings.isOffline }
}

/**
 * What the text alone tells. In the clear only to this machine, and into a private network where the operator allows those (a
 * container beside this one): questions say what a company has not mended yet.
 */
export function readModelUrl(text: string, { allowsPrivate }: ModelRules): Result<URL, ModelAddressError> {
  const read = readTarget(text, allowsPrivate)
  if (!read.ok) return refuse(read.error.message)
  const url = read.value
  if (url.search !== '' || url.hash !== '') return refuse('expected nothing behind the path')
  if (url.protocol === 'https:' || isThisMachine(url) || (allowsPrivate && isOfPrivateNetwork(url)))
    return ok(url)
  return refuse(
    'expected https; http only on this very machine, or in a private network where the operator allows it',
  )
}

/**
 * The very addresses to connect to: looked up once, so that a name cannot mean another machine a moment later. One address
 * that is not allowed among many is an attack, not a mistake. Rejects where the name cannot be looked up.
 */
export async function findModelAddresses(
  url: URL,
  { resolve, ...rules }: ModelRules & { readonly resolve: Resolve },
): Promise<Result<readonly PinnedAddress[], ModelAddressError>> {
  const read = readModelUrl(url.href, rules)
  if (!read.ok) return read
  const host = hostOf(read.value)
  const found = isIP(host) === 0 ? await resolve(host) : [{ address: host, family: isIP(host) }]
  if (found.length === 0) return refuse('its name has no address')
  if (!rules.allowsPrivate && found.some(({ address }) => isPrivate(address)))
    return refuse('it leads into a private network')
  if (rules.isOffline && !found.every(({ address }) => isLoopback(address)))
    return refuse('this server is offline')
  const mayReceive = isThisMachine(url) ? isLoopback : isNear
  if (read.value.protocol === 'http:' && !found.every(({ address }) => mayReceive(address)))
    return refuse('its name means another machine than http may go to')
  return ok(found)
}

function isNear(address: string): boolean {
  return isLoopback(address) || near.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

/** A private address, a name without a dot (a container's), or one that only such networks have (RFC 6762, RFC 8375). */
function isOfPrivateNetwork(url: URL): boolean {
  const host = hostOf(url)
  if (isIP(host) !== 0) return isNear(host)
  return !host.includes('.') || /\.(?:local|internal|lan|home\.arpa)$/.test(host)
}

function isThisMachine(url: URL): boolean {
  const host = hostOf(url)
  return host === 'localhost' || isLoopback(host)
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

/** RFC 1918 and RFC 4193: what people build networks of. Not what a cloud keeps the secrets of its machines behind (link-local). */
const near = new BlockList()
near.addSubnet('10.0.0.0', 8, 'ipv4')
near.addSubnet('172.16.0.0', 12, 'ipv4')
near.addSubnet('192.168.0.0', 16, 'ipv4')
near.addSubnet('fc00::', 7, 'ipv6')
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && loopback.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

function refuse(message: string): Result<never, ModelAddressError> {
  return err({ code: 'MODEL_URL_UNSAFE', message })
}
