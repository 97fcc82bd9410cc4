/** The CRA facts catalogue as this version carries it: requirements and evidence signals as data beside this file. */
import { type Catalogue, parseCatalogue } from './schema.ts'
import meta from './meta.json' with { type: 'json' }
import requirementsOfPartOne from './requirements-part-1.json' with { type: 'json' }
import requirementsOfPartTwo from './requirements-part-2.json' with { type: 'json' }
import otherSignals from './signals-other.json' with { type: 'json' }
import repoSignals from './signals-repo.json' with { type: 'json' }

/** Checked once, when the module is loaded: a broken catalogue is our own mistake and stops the process. */
export const catalogue: Catalogue = loadCatalogue()

function loadCatalogue(): Catalogue {
  const parsed = parseCatalogue({
    meta,
    requirements: [...requirementsOfPartOne, ...requirementsOfPartTwo],
    signals: [...repoSignals, ...otherSignals],
  })
  if (!parsed.ok) throw new Error(`CRA catalogue: ${parsed.error.path}: ${parsed.error.message}`)
  return parsed.value
}
