import { jest } from '@jest/globals';

// A started n8n takes tens of seconds on a small machine, and minutes on a busy one.
jest.setTimeout(300_000);
