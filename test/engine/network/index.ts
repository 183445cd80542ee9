export { makeCertificate } from './certificate';
export { beforeTheRequest, dripping, encrypted, startRawServer, type RawServer } from './servers';
export { trusting } from './trust';
