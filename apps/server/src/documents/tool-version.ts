/** The version that papers name: of the program as a whole, so that server and command line write the same. */
import manifest from '../../package.json' with { type: 'json' }

export const toolVersion: string = manifest.version
