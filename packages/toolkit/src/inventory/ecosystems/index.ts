/** The registry: one line for each ecosystem. A test walks this folder and fails if a file is missing here. */
import type { Ecosystem } from '../ecosystem.ts'
import { npmLock } from './npm-lock.ts'

export const ecosystems: readonly Ecosystem[] = [npmLock]
