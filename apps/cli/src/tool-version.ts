/** The version of this program, as its manifest states it. */
import manifest from '../package.json' with { type: 'json' }

export const toolVersion: string = manifest.version
