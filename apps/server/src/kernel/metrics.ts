/** Counters and times of requests, in the form that Prometheus reads. Routes by their pattern, never by their path. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  readonly count: (request: { route: string; method: string; status: number; seconds: number }) => void
  readonly active: (change: 1 | -1) => void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'occtet_http_requests_total',
    help: 'Requests by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const times = new Histogram({
    name: 'occtet_http_request_seconds',
    help: 'Time until the answer began.',
    labelNames: ['route', 'method'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const active = new Gauge({
    name: 'occtet_http_requests_active',
    help: 'Requests under way.',
    registers,
  })
  new Gauge({
    name: 'occtet_process_memory_bytes',
    help: 'Resident memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
  return {
    registry,
    count: ({ route, method, status, seconds }) => {
      requests.inc({ route, method, status })
      times.observe({ route, method }, seconds)
    },
    active: (change) => active.inc(change),
  }
}
