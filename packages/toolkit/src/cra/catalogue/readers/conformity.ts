/** Reader of `conformity.json`: procedures of Art. 32, and which of them a class may take. */
import { flag, list, oneOf, orNull, type Read, shape, text, texts } from './shape.ts'

const flagOrAny: Read<boolean | 'any'> = (value, at) => (value === 'any' ? 'any' : flag(value, at))

export const conformity = shape({
  procedures: list(
    shape(
      {
        id: text,
        name: text,
        ref: text,
        thirdParty: flag,
        /** Null: not known. Of the catalogue's date. */
        availableToday: orNull(flag),
      },
      { note: text },
    ),
  ),
  routes: list(
    shape(
      {
        id: text,
        class: oneOf([
          'default',
          'important_class_I',
          'important_class_II',
          'critical',
          'high_risk_ai',
          'ehr_system',
        ]),
        /** Free and open-source software whose technical documentation is public (Art. 32(5)). */
        fossPublicTd: flagOrAny,
        standards: oneOf(['any', 'full', 'partial_or_none']),
        /** Ids of procedures. */
        allowed: texts,
        ref: text,
      },
      { condition: text, note: text },
    ),
  ),
  order: text,
})

export type Conformity = ReturnType<typeof conformity>
export type ConformityProcedure = Conformity['procedures'][number]
export type ConformityRow = Conformity['routes'][number]
