import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { N8nHome, type N8n } from '../../support/n8n';
import type { Service } from './services';

/** The user folders of a main and its workers: each its own, all with the same settings. */
export class Homes {
  private readonly folder = mkdtempSync(join(tmpdir(), 'n8n-queue-'));
  private count = 0;

  constructor(
    private readonly n8n: N8n,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** A fresh user folder, as on a machine where n8n was just installed. */
  make(): N8nHome {
    this.count += 1;
    return new N8nHome(this.n8n, join(this.folder, String(this.count)), this.settings);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What the main and all workers have to agree on. */
export function queueSettings(postgres: Service, redis: Service): Record<string, string> {
  return {
    EXECUTIONS_MODE: 'queue',
    N8N_ENCRYPTION_KEY: 'kaleyra-queue-test',
    DB_TYPE: 'postgresdb',
    DB_POSTGRESDB_HOST: '127.0.0.1',
    DB_POSTGRESDB_PORT: String(postgres.port),
    DB_POSTGRESDB_DATABASE: 'postgres',
    DB_POSTGRESDB_USER: 'postgres',
    // The server trusts everybody on loopback; n8n wants some password nevertheless.
    DB_POSTGRESDB_PASSWORD: 'none',
    // n8n's own are 2 connections and a few seconds' patience: too little on a busy machine.
    DB_POSTGRESDB_POOL_SIZE: '10',
    DB_POSTGRESDB_CONNECTION_TIMEOUT: '120000',
    DB_PING_TIMEOUT_MS: '120000',
    QUEUE_BULL_REDIS_HOST: '127.0.0.1',
    QUEUE_BULL_REDIS_PORT: String(redis.port),
    QUEUE_HEALTH_CHECK_ACTIVE: 'true',
  };
}
