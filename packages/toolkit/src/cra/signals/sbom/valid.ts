/** SIG-SBOM-VALID: does the SBOM fit the official schema of its own version. */
import { placeOf, withSbom } from '../../choose-sbom.ts'
import { type Signal } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-SBOM-VALID'

export const sbomValid: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withSbom(id, input, {
      facts: { valid: null, errors: null },
      on: ({ path, validation, ...document }) => {
        const at = placeOf({ path, validation, ...document })
        const first = validation.violations[0]
        if (validation.schema === undefined) {
          const reason = first?.message ?? say`no schema is known for it`
          const facts = { valid: null, errors: null }
          return {
            state: 'unknown',
            statement: say`${path} could not be checked against a schema.`,
            facts,
            reason,
            evidence: [at],
          }
        }
        const facts = { valid: validation.isValid, errors: validation.violations.length }
        if (validation.isValid || first === undefined)
          return {
            state: 'present',
            statement: say`${path} fits the schema ${validation.schema}.`,
            facts,
            evidence: [at],
          }
        const places = count(validation.violations.length, 'place')
        const statement = say`${path} breaks the schema ${validation.schema} in ${places}; the first: ${clip(first.message)}.`
        return { state: 'contrary', statement, facts, evidence: [{ path, line: first.line }] }
      },
    }),
}

function clip(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`
}
