/** Whether a component is in the product at all, or only in what it is tested with. */
import type { Component } from './component.ts'
import { type PathRole, roleOf } from './path-role.ts'

const notProduct: ReadonlySet<PathRole> = new Set<PathRole>(['test', 'example', 'docs'])

/** Only lock files of tests, fixtures, examples and documents state it: it is no part of the product. */
export function isOnlyTested({ evidence }: Pick<Component, 'evidence'>): boolean {
  return evidence.length > 0 && evidence.every(({ path }) => notProduct.has(roleOf(path)))
}
