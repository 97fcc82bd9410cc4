/** What CI plugins of Dependency-Track call: BOM upload, its token, projects by name. Bodies are in its shapes. */
import * as z from 'zod/mini'
import { defineRoute } from './route.ts'

/** A BOM of 64 MB in base64 within JSON, or within a form. */
const mostBytes = 90 * 1024 * 1024

const token = z.strictObject({ token: z.string() })
const processing = z.strictObject({ processing: z.boolean() })

/** Ids are UUIDs, as its clients expect. */
export const trackProject = z.strictObject({
  uuid: z.string(),
  name: z.string(),
  version: z.optional(z.string()),
  active: z.boolean(),
  classifier: z.literal('APPLICATION'),
  isLatest: z.boolean(),
  /** Unix milliseconds. */
  lastBomImport: z.optional(z.int()),
})

/** Its field names; a client that waits for an analysis asks for these. */
const trackMetrics = z.strictObject({
  critical: z.int(),
  high: z.int(),
  medium: z.int(),
  low: z.int(),
  unassigned: z.int(),
  /** With its weights: 10, 5, 3, 1, and 5 where the severity is unknown. */
  inheritedRiskScore: z.int(),
  vulnerabilities: z.int(),
  vulnerableComponents: z.int(),
  components: z.int(),
  suppressed: z.int(),
  findingsTotal: z.int(),
  findingsAudited: z.int(),
  findingsUnaudited: z.int(),
  lastOccurrence: z.int(),
})

const trackAlias = z.strictObject({
  cveId: z.optional(z.string()),
  ghsaId: z.optional(z.string()),
  osvId: z.optional(z.string()),
})

const trackFinding = z.strictObject({
  component: z.strictObject({
    uuid: z.string(),
    name: z.string(),
    group: z.optional(z.string()),
    version: z.optional(z.string()),
    purl: z.string(),
    project: z.string(),
  }),
  vulnerability: z.strictObject({
    uuid: z.string(),
    source: z.enum(['NVD', 'GITHUB', 'OSV']),
    vulnId: z.string(),
    title: z.optional(z.string()),
    severity: z.enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNASSIGNED']),
    severityRank: z.int(),
    aliases: z.array(trackAlias),
  }),
  analysis: z.strictObject({
    state: z.enum(['EXPLOITABLE', 'IN_TRIAGE', 'RESOLVED', 'NOT_AFFECTED', 'NOT_SET']),
    isSuppressed: z.boolean(),
  }),
  matrix: z.string(),
})

export const dependencyTrackRoutes = {
  'track.version': defineRoute({
    method: 'GET',
    path: '/api/version',
    summary: 'Say which API of Dependency-Track is spoken (for its CI plugins)',
    access: { kind: 'public' },
    answer: {
      kind: 'json',
      schema: z.strictObject({
        application: z.string(),
        version: z.string(),
        timestamp: z.string(),
        uuid: z.string(),
        systemUuid: z.string(),
        framework: z.strictObject({ name: z.string(), version: z.string() }),
      }),
    },
  }),
  'track.putBom': defineRoute({
    method: 'PUT',
    path: '/api/v1/bom',
    summary: 'Upload a BOM as base64 in JSON (Dependency-Track)',
    access: { kind: 'token', permission: 'inventory.write', isNarrowed: true },
    upload: { mostBytes },
    answer: { kind: 'json', schema: token },
    errors: ['BOM_INVALID', 'PROJECT_UNKNOWN', 'NAME_UNUSABLE', 'VERSION_RESERVED'],
  }),
  'track.postBom': defineRoute({
    method: 'POST',
    path: '/api/v1/bom',
    summary: 'Upload a BOM as a form (Dependency-Track)',
    access: { kind: 'token', permission: 'inventory.write', isNarrowed: true },
    upload: { mostBytes },
    answer: { kind: 'json', schema: token },
    errors: ['BOM_INVALID', 'PROJECT_UNKNOWN', 'NAME_UNUSABLE', 'VERSION_RESERVED'],
  }),
  'track.bomToken': defineRoute({
    method: 'GET',
    path: '/api/v1/bom/token/:token',
    summary: 'Say whether an uploaded BOM is still being read (Dependency-Track, earlier path)',
    access: { kind: 'token', permission: 'inventory.write', isNarrowed: true },
    answer: { kind: 'json', schema: processing },
  }),
  'track.eventToken': defineRoute({
    method: 'GET',
    path: '/api/v1/event/token/:token',
    summary: 'Say whether an uploaded BOM is still being read (Dependency-Track)',
    access: { kind: 'token', permission: 'inventory.write', isNarrowed: true },
    answer: { kind: 'json', schema: processing },
  }),
  'track.projects': defineRoute({
    method: 'GET',
    path: '/api/v1/project',
    summary: 'List releases as projects (Dependency-Track)',
    access: { kind: 'token', permission: 'read', isNarrowed: true },
    answer: { kind: 'json', schema: z.array(trackProject) },
  }),
  'track.lookup': defineRoute({
    method: 'GET',
    path: '/api/v1/project/lookup',
    summary: 'Find a release as a project by name and version (Dependency-Track)',
    access: { kind: 'token', permission: 'read', isNarrowed: true },
    answer: { kind: 'json', schema: trackProject },
    errors: ['PROJECT_UNKNOWN'],
  }),
  'track.project': defineRoute({
    method: 'GET',
    path: '/api/v1/project/:uuid',
    summary: 'Show a release as a project by its UUID (Dependency-Track)',
    access: { kind: 'token', permission: 'read', isNarrowed: true },
    answer: { kind: 'json', schema: trackProject },
    errors: ['PROJECT_UNKNOWN'],
  }),
  'track.findings': defineRoute({
    method: 'GET',
    path: '/api/v1/finding/project/:uuid',
    summary:
      'List findings of a release in the shape of Dependency-Track; the header X-Total-Count has their number',
    access: { kind: 'token', permission: 'read', isNarrowed: true },
    answer: { kind: 'json', schema: z.array(trackFinding) },
    errors: ['PROJECT_UNKNOWN', 'NOT_ANALYSED'],
  }),
  'track.metrics': defineRoute({
    method: 'GET',
    path: '/api/v1/metrics/project/:uuid/current',
    summary: 'Count findings of a release in the shape of Dependency-Track',
    access: { kind: 'token', permission: 'read', isNarrowed: true },
    answer: { kind: 'json', schema: trackMetrics },
    errors: ['PROJECT_UNKNOWN', 'NOT_ANALYSED'],
  }),
} as const
