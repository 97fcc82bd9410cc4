/** Readers of the scope tree with its outcomes, the exclusions, the roles, and when a change is a substantial one. */
import { list, oneOf, shape, text, texts } from './shape.ts'

export const scopeTree = shape({
  start: text,
  nodes: list(shape({ id: text, q: text, ref: text, yes: text, no: text }, { help: text })),
})

export const outcomes = list(
  shape({
    id: text,
    result: oneOf([
      'in_scope',
      'open_source_steward',
      'part_of_product',
      'not_a_product',
      'out_of_scope',
      'excluded',
      'not_placed_on_market',
      'no_role',
    ]),
    text,
    refs: texts,
  }),
)

export const exclusions = list(shape({ id: text, title: text, ref: text }, { note: text }))

export const roles = list(shape({ id: text, test: text, ref: text }))

export const substantialModification = shape({
  ref: text,
  test: texts,
  factors: texts,
  usuallyNot: texts,
  usuallyYes: texts,
  effect: texts,
})

export type ScopeTree = ReturnType<typeof scopeTree>
export type ScopeNode = ScopeTree['nodes'][number]
export type ScopeOutcome = ReturnType<typeof outcomes>[number]
export type Exclusion = ReturnType<typeof exclusions>[number]
export type RoleEntry = ReturnType<typeof roles>[number]
export type SubstantialModification = ReturnType<typeof substantialModification>
