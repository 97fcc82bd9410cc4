/** Progress of long work on standard error: a bar with ETA on a terminal, a line now and then elsewhere. */
import type { Context } from './context.ts'

export interface Progress {
  /** Done and total in the same unit; total 0 means unknown. */
  readonly update: (done: number, total: number, label: string) => void
  readonly end: () => void
}

const barWidth = 24

export function startProgress(context: Context, isQuiet = false): Progress {
  const started = Date.now()
  let last = started
  let isShown = false
  const update = (done: number, total: number, label: string): void => {
    const at = Date.now()
    const pause = context.isInteractive ? 100 : 5000
    if (isQuiet || at - started < 700 || at - last < pause) return
    last = at
    isShown = true
    const line = formatProgress({ done, total, label, elapsed: at - started })
    if (context.isInteractive) context.redraw(line)
    else context.say(`${line}\n`)
  }
  const end = (): void => {
    if (isShown && context.isInteractive) context.redraw('')
    isShown = false
  }
  return { update, end }
}

export function formatProgress(state: {
  done: number
  total: number
  label: string
  elapsed: number
}): string {
  const { done, total, label, elapsed } = state
  if (total <= 0) return `${label}  ${seconds(elapsed)} elapsed`
  const share = Math.min(1, done / total)
  const bar = '#'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '.')
  const left = share > 0 ? seconds((elapsed / share) * (1 - share)) : 'unknown'
  return `[${bar}] ${Math.floor(share * 100)} %  ${label}  ${left} left`
}

function seconds(milliseconds: number): string {
  const whole = Math.ceil(milliseconds / 1000)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
