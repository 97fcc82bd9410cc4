/** Options as commander gives them, read into types; commander has checked names and choices already. */

export type Options = Readonly<Record<string, unknown>>

export function textOption(options: Options, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export function flagOption(options: Options, name: string): boolean {
  return options[name] === true
}

export function numberOption(options: Options, name: string): number | undefined {
  const value = options[name]
  return typeof value === 'number' ? value : undefined
}

export function listOption(options: Options, name: string): readonly string[] {
  const value = options[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
