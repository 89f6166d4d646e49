/**
 * Preloaded into the product by tests alone: its clock runs ahead by so many milliseconds as the file
 * TEST_CLOCK_FILE says; SIGUSR2 makes it read the file again.
 */
const fs = require('node:fs');

const RealDate = Date;
const file = process.env.TEST_CLOCK_FILE;
let aheadMs = 0;
const read = () => {
  aheadMs = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
};

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + aheadMs);
    else super(...given);
  }
  static now() {
    return RealDate.now() + aheadMs;
  }
};
read();
process.on('SIGUSR2', read);
