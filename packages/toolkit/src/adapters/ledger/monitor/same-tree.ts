/** Whether two checkpoints of one log are of the same tree, whoever cosigned them. */
import type { Checkpoint } from '../../../translog/index.ts'

export function areSameTree(
  a: Pick<Checkpoint, 'size' | 'root'>,
  b: Pick<Checkpoint, 'size' | 'root'>,
): boolean {
  return a.size === b.size && Buffer.compare(a.root, b.root) === 0
}
