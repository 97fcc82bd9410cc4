/** The letters of triage: which command each one gives, and how a person chooses others (WCAG 2.1.4). */
import { recall, remember } from '../../app/remember.ts'

export const commands = [
  'next',
  'previous',
  'affected',
  'notAffected',
  'fixed',
  'investigate',
  'scope',
  'expiry',
  'comment',
  'open',
  'undo',
  'select',
] as const
export type Command = (typeof commands)[number]

export type KeyMap = Readonly<Record<Command, string>>

export const usualKeys: KeyMap = {
  next: 'j',
  previous: 'k',
  affected: 'a',
  notAffected: 'n',
  fixed: 'f',
  investigate: 'i',
  scope: 's',
  expiry: 'e',
  comment: 'c',
  open: 'o',
  undo: 'u',
  select: 'x',
}

/** Letters of the frame: G begins a chord, and `/` and `?` stay. */
const taken = 'g'

export function readKeys(): KeyMap {
  try {
    const kept: unknown = JSON.parse(recall('triage.keys') ?? '{}')
    if (typeof kept !== 'object' || kept === null) return usualKeys
    const own = Object.entries(kept).filter(
      ([name, key]) => isCommand(name) && typeof key === 'string' && isFree(key),
    )
    const map = { ...usualKeys, ...Object.fromEntries(own) } as KeyMap
    return new Set(Object.values(map)).size === commands.length ? map : usualKeys
  } catch {
    return usualKeys
  }
}

/** Undefined where the letter is no letter, or taken. */
export function withKey(keys: KeyMap, command: Command, letter: string): KeyMap | undefined {
  const key = letter.toLowerCase()
  const isTaken = commands.some((other) => other !== command && keys[other] === key)
  if (!isFree(key) || isTaken) return undefined
  const next = { ...keys, [command]: key }
  remember('triage.keys', JSON.stringify(next))
  return next
}

export function resetKeys(): KeyMap {
  remember('triage.keys', undefined)
  return usualKeys
}

function isFree(key: string): boolean {
  return /^[a-z0-9]$/.test(key) && key !== taken
}

function isCommand(name: string): name is Command {
  return commands.some((command) => command === name)
}

export type Pressed = Command | 'undo' | 'filter' | 'extendDown' | 'extendUp' | 'close' | undefined

/** What a key asks for; arrows always move, and Ctrl+Z undoes. */
export function commandOf(event: KeyboardEvent, keys: KeyMap): Pressed {
  const key = event.key.toLowerCase()
  if (event.shiftKey && key === keys.next) return 'extendDown'
  if (event.shiftKey && key === keys.previous) return 'extendUp'
  if (event.shiftKey) return undefined
  if (key === 'arrowdown') return 'next'
  if (key === 'arrowup') return 'previous'
  if (key === '/') return 'filter'
  if (key === 'escape') return 'close'
  return commands.find((command) => keys[command] === key)
}
