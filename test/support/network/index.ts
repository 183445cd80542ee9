export { makeCertificate } from './certificate';
export { beforeTheRequest, encrypted, startRawServer, type RawServer } from './servers';
export { trusting } from './trust';
