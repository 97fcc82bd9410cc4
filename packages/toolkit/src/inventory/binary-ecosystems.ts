/** The registry of formats of bytes: archives, executables, databases. The test of `ecosystems/` fails if one is missing. */
import type { BinaryEcosystem } from './ecosystem.ts'

import { goBinary } from './ecosystems/go-binary.ts'
import { rustBinary } from './ecosystems/rust-binary.ts'

export const binaryEcosystems: readonly BinaryEcosystem[] = [goBinary, rustBinary]
