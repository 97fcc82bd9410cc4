/** Element of a row of numbers, 0 outside it: rows are read by indexes that other rows hold. */
export function numberAt(row: ArrayLike<number>, index: number): number {
  return row[index] ?? 0
}
