/** The CRA facts catalogue as this version carries it: the law as data beside this file, read and checked once. */
import categories from './categories.json' with { type: 'json' }
import classificationInputs from './classification-inputs.json' with { type: 'json' }
import conformity from './conformity.json' with { type: 'json' }
import dates from './dates.json' with { type: 'json' }
import documents from './documents.json' with { type: 'json' }
import exclusions from './exclusions.json' with { type: 'json' }
import meta from './meta.json' with { type: 'json' }
import obligationsOfArticle13 from './obligations-article-13.json' with { type: 'json' }
import obligationsOfTheChain from './obligations-chain.json' with { type: 'json' }
import obligationsOfManufacturers from './obligations-manufacturer.json' with { type: 'json' }
import obligationsOfStewards from './obligations-steward.json' with { type: 'json' }
import osps from './osps.json' with { type: 'json' }
import outcomes from './outcomes.json' with { type: 'json' }
import penalties from './penalties.json' with { type: 'json' }
import remoteDataProcessing from './remote-data-processing.json' with { type: 'json' }
import { reporting } from './reporting.ts'
import requirementsOfPartOne from './requirements-part-1.json' with { type: 'json' }
import requirementsOfPartTwo from './requirements-part-2.json' with { type: 'json' }
import retention from './retention.json' with { type: 'json' }
import roles from './roles.json' with { type: 'json' }
import sbomRules from './sbom-rules.json' with { type: 'json' }
import { type Catalogue, type CatalogueInput, parseCatalogue } from './schema.ts'
import scopeTree from './scope-tree.json' with { type: 'json' }
import otherSignals from './signals-other.json' with { type: 'json' }
import ownSignals from './signals-own.json' with { type: 'json' }
import repoSignals from './signals-repo.json' with { type: 'json' }
import sources from './sources.json' with { type: 'json' }
import status from './status.json' with { type: 'json' }
import substantialModification from './substantial-modification.json' with { type: 'json' }
import supportPeriod from './support-period.json' with { type: 'json' }

/** The data before it is read, for tests that break it. */
export const catalogueFiles: CatalogueInput = {
  meta,
  dates,
  status,
  sources,
  requirements: [...requirementsOfPartOne, ...requirementsOfPartTwo],
  signals: [...repoSignals, ...otherSignals, ...ownSignals],
  osps,
  obligations: [
    ...obligationsOfArticle13,
    ...obligationsOfManufacturers,
    ...obligationsOfTheChain,
    ...obligationsOfStewards,
  ],
  penalties,
  scopeTree,
  outcomes,
  exclusions,
  roles,
  substantialModification,
  categories,
  remoteDataProcessing,
  supportPeriod,
  conformity,
  classificationInputs,
  documents,
  sbomRules,
  retention,
}

/** Ids of the reports under Art. 14, which obligations name as their documents. */
export const reportingIds: ReadonlySet<string> = new Set([
  ...reporting.stages.map(({ id }) => id),
  reporting.users.id,
  reporting.interim.id,
])

/** Checked once, when the module is loaded: a broken catalogue is our own mistake and stops the process. */
export const catalogue: Catalogue = loadCatalogue()

function loadCatalogue(): Catalogue {
  const parsed = parseCatalogue(catalogueFiles, reportingIds)
  if (!parsed.ok) throw new Error(`CRA catalogue: ${parsed.error.path}: ${parsed.error.message}`)
  return parsed.value
}
