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

/** What the text alone tells. In the clear only to this machine: questions say what a company has not mended yet. */
export function readModelUrl(text: string, { allowsPrivate }: ModelRules): Result<URL, ModelAddressError> {
  const read = readTarget(text, allowsPrivate)
  if (!read.ok) return refuse(read.error.message)
  const url = read.value
  if (url.search !== '' || url.hash !== '') return refuse('expected nothing behind the path')
  if (url.protocol === 'https:' || isThisMachine(url)) return ok(url)
  return refuse('expected https, or http on this very machine')
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
  const mustStay = rules.isOffline || read.value.protocol === 'http:'
  if (mustStay && !found.every(({ address }) => isLoopback(address)))
    return refuse(rules.isOffline ? 'this server is offline' : 'its name does not mean this machine')
  return ok(found)
}

function isThisMachine(url: URL): boolean {
  const host = hostOf(url)
  return host === 'localhost' || isLoopback(host)
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && loopback.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

function refuse(message: string): Result<never, ModelAddressError> {
  return err({ code: 'MODEL_URL_UNSAFE', message })
}
