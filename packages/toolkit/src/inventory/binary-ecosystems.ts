/** The registry of formats of bytes: archives, executables, databases. The test of `ecosystems/` fails if one is missing. */
import type { BinaryEcosystem } from './ecosystem.ts'

export const binaryEcosystems: readonly BinaryEcosystem[] = []
