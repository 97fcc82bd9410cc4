/** The package database of RPM on newer SUSE systems, in a format of its own: the file `Packages.db`. */
import type { BinaryEcosystem } from '../ecosystem.ts'
import { isRpmNdb, readRpmNdb } from '../read/rpm-ndb.ts'
import { parseRpmDatabase } from '../read/rpm-packages.ts'

export const rpmNdb: BinaryEcosystem = {
  id: 'rpm-ndb',
  purlType: 'rpm',
  versions: 'rpm',
  files: ['Packages.db'],
  title: 'Package database of RPM (NDB)',
  knows: { transitive: 'full', scope: false, edges: true, license: true, hashes: false },
  magic: isRpmNdb,
  parseBytes: (file, near) => parseRpmDatabase(file, near, readRpmNdb),
}
