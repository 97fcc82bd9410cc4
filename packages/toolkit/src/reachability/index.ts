/** Import-level reachability: whether product code loads a component, read from sources without running anything. */
export { findReachability, type ReachabilityQuestion } from './answer.ts'
export { memorySources, type SourceTree } from './source-tree.ts'
