// Either end of a stream of bytes, by Node's own net module: sends a file, keeps what comes, and goes when it has it all.
//   node_peer.js server|client NAME FILE_TO_SEND FILE_TO_KEEP SIZE_TO_COME
'use strict';
const fs = require('fs');
const net = require('net');

const [role, name, toSend, toKeep, size] = process.argv.slice(2);
const path = '\\\\.\\pipe\\' + name;

function talk(socket) {
  const chunks = [];
  let got = 0;
  let sent = false;
  const endWhenDone = () => {
    if (sent && got >= Number(size)) {
      socket.end(() => socket.destroy());
    }
  };
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    got += chunk.length;
    endWhenDone();
  });
  socket.on('error', (error) => {
    console.log(String(error));
    process.exit(1);
  });
  socket.on('close', () => {
    fs.writeFileSync(toKeep, Buffer.concat(chunks));
    process.exit(0);
  });
  socket.write(fs.readFileSync(toSend), () => {
    sent = true;
    endWhenDone();
  });
}

if (role === 'server') {
  net.createServer(talk).listen(path, () => console.log('READY'));
} else {
  talk(net.connect(path));
}
