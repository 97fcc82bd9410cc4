/** Tokens of a model used in this calendar month, kept in a private file. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Context, privateFolder } from '../context.ts'
import { writeWhole } from '../write-whole.ts'

interface Usage {
  /** `YYYY-MM`, UTC. */
  readonly month: string
  readonly tokens: number
}

export function tokensUsed(context: Context): number {
  const usage = readUsage(context)
  return usage.month === monthOf(context) ? usage.tokens : 0
}

export function addTokens(context: Context, tokens: number): void {
  const usage: Usage = { month: monthOf(context), tokens: tokensUsed(context) + tokens }
  mkdirSync(privateFolder(context), { recursive: true, mode: 0o700 })
  writeWhole(placeOf(context), `${JSON.stringify(usage)}\n`)
}

/** A file that cannot be understood counts as nothing used: it guards a budget, not a right. */
function readUsage(context: Context): Usage {
  const none = { month: '', tokens: 0 }
  const path = placeOf(context)
  if (!existsSync(path)) return none
  try {
    const { month, tokens } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Usage>
    return typeof month === 'string' && typeof tokens === 'number' ? { month, tokens } : none
  } catch (cause) {
    if (cause instanceof SyntaxError) return none
    throw cause
  }
}

function placeOf(context: Context): string {
  return join(privateFolder(context), 'assistant-usage.json')
}

function monthOf(context: Context): string {
  return context.now().slice(0, 7)
}
