/** Joins class names; what is undefined or false falls out. */
export function cx(...names: readonly (string | false | undefined)[]): string | undefined {
  const kept = names.filter((name) => name !== undefined && name !== false && name !== '')
  return kept.length === 0 ? undefined : kept.join(' ')
}
