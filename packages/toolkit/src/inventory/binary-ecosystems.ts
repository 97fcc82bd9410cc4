/** The registry of formats of bytes: archives, executables, databases. The test of `ecosystems/` fails if one is missing. */
import type { BinaryEcosystem } from './ecosystem.ts'

import { dotnetAssembly } from './ecosystems/dotnet-assembly.ts'
import { goBinary } from './ecosystems/go-binary.ts'
import { rpmBdb } from './ecosystems/rpm-bdb.ts'
import { rpmNdb } from './ecosystems/rpm-ndb.ts'
import { rpmSqlite } from './ecosystems/rpm-sqlite.ts'
import { rpmWal } from './ecosystems/rpm-wal.ts'
import { javaArchive } from './ecosystems/java-archive.ts'
import { rustBinary } from './ecosystems/rust-binary.ts'

export const binaryEcosystems: readonly BinaryEcosystem[] = [
  dotnetAssembly,
  goBinary,
  javaArchive,
  rustBinary,
  rpmSqlite,
  rpmBdb,
  rpmNdb,
  rpmWal,
]
