/** One writer at a time: a lock file that names its owner, and is taken over when that process is gone. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { FeddbError, hasCode } from './errors.ts'
import { guard, names } from './files.ts'

export interface WriterLock {
  /** Throws LOCK_LOST unless the lock is still ours. Call before publishing. */
  readonly assertHeld: () => void
  readonly release: () => void
}

interface Owner {
  readonly pid: number
  readonly host: string
  /** Start of the process in the kernel's ticks, so that a reused pid is not taken for the owner; empty if unknown. */
  readonly start: string
}

const TRIES = 5

/** The folder must exist. Throws LOCKED while another live process holds it. */
export function acquireLock(dir: string): WriterLock {
  const path = join(dir, names.lock)
  const own = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    start: startOf(process.pid),
  } satisfies Owner)
  const aside = `${path}.${process.pid}`
  for (let tries = 0; tries < TRIES; tries++) {
    if (tryLink(path, aside, own)) return toLock(path, own)
    const found = readText(path)
    if (found === undefined) continue
    if (isAlive(found)) {
      throw new FeddbError(
        'LOCKED',
        `${path}: another import is at work (${found.slice(0, 200)}); wait until it ends`,
      )
    }
    takeAway(path, found)
  }
  throw new FeddbError('LOCKED', `${path}: could not be taken; remove it if no import is at work`)
}

function toLock(path: string, own: string): WriterLock {
  return {
    assertHeld: () => {
      if (readText(path) !== own)
        throw new FeddbError('LOCK_LOST', `${path}: another import took over; import again`)
    },
    release: () => {
      if (readText(path) === own) guard(path, () => rmSync(path, { force: true }))
    },
  }
}

/** A link appears whole or not at all, so nobody reads half an owner. */
function tryLink(path: string, aside: string, own: string): boolean {
  return guard(path, () => {
    writeFileSync(aside, own)
    try {
      linkSync(aside, path)
      return true
    } catch (cause) {
      if (hasCode(cause, 'EEXIST')) return false
      throw cause
    } finally {
      rmSync(aside, { force: true })
    }
  })
}

/** Two processes may find the same dead owner: whoever moved away a live lock puts it back. */
function takeAway(path: string, dead: string): void {
  const moved = `${path}.dead.${process.pid}`
  guard(path, () => {
    try {
      renameSync(path, moved)
    } catch (cause) {
      if (hasCode(cause, 'ENOENT')) return
      throw cause
    }
    if (readText(moved) !== dead) {
      try {
        linkSync(moved, path)
      } catch (cause) {
        // Somebody took the free place: the owner that we moved notices by assertHeld before it publishes.
        if (!hasCode(cause, 'EEXIST')) throw cause
      }
    }
    rmSync(moved, { force: true })
  })
}

function readText(path: string): string | undefined {
  return guard(path, () => {
    try {
      return readFileSync(path, 'utf8')
    } catch (cause) {
      if (hasCode(cause, 'ENOENT')) return undefined
      throw cause
    }
  })
}

/** Of another machine nothing can be known, so its lock stands. */
function isAlive(text: string): boolean {
  const owner = parseOwner(text)
  if (owner === undefined) return false
  if (owner.host !== hostname()) return true
  if (!isRunning(owner.pid)) return false
  const start = startOf(owner.pid)
  return owner.start === '' || start === '' || owner.start === start
}

function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, host, start } = JSON.parse(text) as Partial<Owner>
    return typeof pid === 'number' && typeof host === 'string' && typeof start === 'string'
      ? { pid, host, start }
      : undefined
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return hasCode(cause, 'EPERM')
  }
}

/** Field 22 of /proc/PID/stat, counted after the parenthesised name; empty where there is no such file. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
