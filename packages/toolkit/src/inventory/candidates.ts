/** Which formats of bytes a file is of: its first bytes decide. */
import { err, ok, type Result } from '../base/index.ts'
import { type BinaryEcosystem, magicBytes } from './ecosystem.ts'
import { type FileTree, readHead, type TreeError } from './file-tree.ts'

/** Those of the candidates that accept the first bytes of the file; empty for a file of none of them. */
export function matchMagic(
  tree: FileTree,
  path: string,
  candidates: readonly BinaryEcosystem[],
): Result<readonly BinaryEcosystem[], TreeError> {
  if (candidates.length === 0) return ok([])
  const head = readHead(tree, path, magicBytes)
  if (!head.ok) return err(head.error)
  return ok(candidates.filter((candidate) => candidate.magic(head.value)))
}
