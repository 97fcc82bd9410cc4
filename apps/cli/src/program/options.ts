/** Options that several commands share, and how their values are read. */
import { InvalidArgumentError, Option } from 'commander'
import type { ExitCode } from '../exit-codes.ts'

/** Runs a command's work and keeps its exit code. */
export type Run = (work: () => Promise<ExitCode>) => Promise<void>

export const dbOption = (): Option =>
  new Option('--db <folder>', 'folder of the FedDB (default: $OCCTET_HOME/feddb, else the cache folder)')
export const maxAgeOption = (): Option =>
  new Option('--max-age <days>', 'days after which a source no longer proves absence')
    .default(30)
    .argParser(wholeNumber)
export const jsonOption = (): Option => new Option('--json', 'one JSON value on standard output')
export const strictOption = (): Option =>
  new Option('--strict', 'exit 4 when data is missing, stale or partial')
export const platformOption = (): Option =>
  new Option('--platform <platform>', 'of an image for several, such as linux/arm64 (default: linux/amd64)')
export const mavenRepositoryOption = (): Option =>
  new Option(
    '--maven-repository <folder>',
    'resolve pom.xml with the poms of a local repository, such as ~/.m2/repository',
  )
export const offlineOption = (): Option => new Option('--offline', 'never use the network')

export function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('expected a whole number.')
  return Number(text)
}

export function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), ...value.split(',')]
}

export function productOption(): Option {
  return new Option('--product <product>', 'only one product of the tree: its folder, id or name')
}
