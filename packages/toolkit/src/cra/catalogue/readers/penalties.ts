/** Reader of `penalties.json`: fines, the relief for small firms, and measures that help them. */
import { figure, list, oneOf, shape, text } from './shape.ts'

export const penalties = shape({
  tiers: list(
    shape(
      {
        id: oneOf(['T1', 'T2', 'T3', 'NONE']),
        ref: text,
        maxEur: figure,
        maxTurnoverPercent: figure,
        rule: text,
      },
      { covers: text },
    ),
  ),
  exemptionMicroSmall: shape({ ref: text, rule: text, corrigendum: text }),
  criteria: shape({ ref: text, rule: text }),
  smeMeasures: list(shape({ ref: text, text })),
})

export type Penalties = ReturnType<typeof penalties>
