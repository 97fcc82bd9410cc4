/** Cyber Resilience Act, the minimum: the rules as data. */
import type { Standard } from '../model.ts'

export const cra: Standard = {
  id: 'cra',
  title: 'Cyber Resilience Act, the minimum',
  edition: 'Regulation (EU) 2024/2847, OJ of 2024-11-20',
  rank: 'law',
  note: 'Implemented: Annex I Part II (1) and Article 3 (39). The act prescribes no format and none of the fields of the guidelines; no act under Article 13 (24) was found (as of 2026-10). What is marked as practice is not in the act. Not decided from a file: whether the SBOM is of the product that is sold, whether there is one for each version, and whether it is kept with the technical documentation (Article 13 (13), Annex VII).',
  rules: [
    {
      id: 'machine-readable',
      field: 'Commonly used and machine-readable format',
      section: 'Annex I Part II (1)',
      need: 'required',
      weight: 3,
      check: 'format-known',
    },
    {
      id: 'top-level',
      field: 'At least the top-level dependencies',
      section: 'Annex I Part II (1)',
      need: 'required',
      weight: 3,
      check: 'top-level',
    },
    {
      id: 'name',
      field: 'Details of the components: name',
      section: 'Article 3 (39)',
      need: 'required',
      weight: 3,
      check: 'name',
    },
    {
      id: 'relations',
      field: 'Supply chain relationships of the components',
      section: 'Article 3 (39)',
      need: 'required',
      weight: 3,
      check: 'related',
    },
    {
      id: 'version',
      field: 'Version of each component',
      section: 'none; without it no vulnerability can be found',
      need: 'practice',
      weight: 1,
      check: 'version',
    },
    {
      id: 'purl',
      field: 'Package URL of each component',
      section: 'none; without it no vulnerability can be found',
      need: 'practice',
      weight: 1,
      check: 'purl',
    },
    {
      id: 'complete',
      field: 'Completeness of the lists of dependencies',
      section: 'none; BSI TR-03183-2, 5.2.2',
      need: 'practice',
      weight: 1,
      check: 'dependencies-complete',
    },
  ],
}
