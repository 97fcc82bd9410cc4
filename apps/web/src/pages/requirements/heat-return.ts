/** Which cell of the map the keyboard goes back to, when an opened requirement is closed. */

let cell: string | undefined

export function returnToCell(slug: string | undefined): void {
  cell = slug
}

/** Once: whoever comes another way starts at the first cell. */
export function takeCell(): string | undefined {
  const taken = cell
  cell = undefined
  return taken
}
