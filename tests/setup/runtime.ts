const major = Number(process.versions.node.split('.')[0])
if (major < 26) {
  throw new Error(`Tests need the Node that npm brought (26 or newer), not ${process.version}: run them with "npm test".`)
}
