/** What stops a log until somebody has looked: a witness or a note from outside knows what this log does not. */
import { join } from 'node:path'
import { formatCanonicalJson, parseJson } from '../../base/index.ts'
import { LedgerError } from './errors.ts'
import { type LedgerPlace, names, replaceFile } from './store.ts'

export interface Alarm {
  readonly code: 'ROLLED_BACK' | 'FORKED'
  readonly message: string
  /** Checkpoints that the log's key signed and that do not go together: whoever sees them needs no word of ours. */
  readonly notes: readonly string[]
}

/** Durable when it returns. */
export async function writeAlarm(
  { dir, disk }: Pick<LedgerPlace, 'dir' | 'disk'>,
  alarm: Alarm,
): Promise<void> {
  const { code, message, notes } = alarm
  const bytes = Buffer.from(`${formatCanonicalJson({ code, message, notes: [...notes] })}\n`)
  await replaceFile(disk, { path: join(dir, names.alarm), bytes })
}

/** Undefined when there is none. One that cannot be read stops the log as well. */
export function readAlarm({ dir, disk }: Pick<LedgerPlace, 'dir' | 'disk'>): Alarm | undefined {
  const bytes = disk.read(join(dir, names.alarm))
  if (bytes === undefined) return undefined
  const document = parseJson(Buffer.from(bytes).toString())
  const value = document.ok ? document.value.value : undefined
  const { code, message, notes } =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  return {
    code: code === 'ROLLED_BACK' ? code : 'FORKED',
    message: typeof message === 'string' ? message : 'the alarm cannot be read',
    notes: Array.isArray(notes) ? notes.filter((note) => typeof note === 'string') : [],
  }
}

/** With what to do about it. */
export function toAlarmError(
  { dir }: Pick<LedgerPlace, 'dir'>,
  { code, message }: Pick<Alarm, 'code' | 'message'>,
): LedgerError {
  const file = join(dir, names.alarm)
  const advice =
    code === 'ROLLED_BACK'
      ? `${ROLLED_BACK_ADVICE}, which clears ${file}`
      : `keep both notes as evidence, find out who holds the key, and remove ${file} only then`
  return new LedgerError(code, `${dir}: ${message}; nothing is signed: ${advice}`)
}

export const ROLLED_BACK_ADVICE =
  'do not remove the memory of the newer tree; bring the missing entries back from a mirror or a newer backup (restoreFromMirror)'
