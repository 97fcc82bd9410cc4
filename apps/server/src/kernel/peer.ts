/** Where a request comes from: the socket, or the header of a proxy that we were told to trust. */
import type { Peer } from './identity.ts'

export interface SocketLike {
  readonly remoteAddress?: string | undefined
}

const forwarding = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']

/**
 * `trustsProxy`: the last address of `X-Forwarded-For` is the one that our own proxy saw; everything before it was sent by
 * the client. A request that any proxy passed on never counts as coming from this machine.
 */
export function toPeer(request: Request, socket: SocketLike | undefined, trustsProxy: boolean): Peer {
  const address = socket?.remoteAddress ?? ''
  const isForwarded = forwarding.some((name) => request.headers.has(name))
  const seen = trustsProxy ? request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return {
    address: toNetwork(seen === undefined ? address : withoutPort(seen)),
    isLoopback: isLoopback(address) && !isForwarded,
  }
}

/** Some proxies write the port beside the address; each connection has another one. */
function withoutPort(text: string): string {
  return /^\[([^\]]*)\](?::\d*)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1')
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address)
}

/** One customer of an IPv6 provider holds 2^64 addresses: what they share counts. */
function toNetwork(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address.slice(0, 45)
  return expand(address).slice(0, 4).join(':')
}

function expand(address: string): readonly string[] {
  const [head = '', tail = ''] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const missing = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...missing, ...after]
}
