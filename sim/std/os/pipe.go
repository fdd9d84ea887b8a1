//go:build gopherscope

package os

import (
	"sync"
	"syscall"
)

// pipeRoom is how many bytes a pipe holds that nobody has read yet.
const pipeRoom = 64 << 10

// A pipe is bytes that are written at one end and read at the other.
type pipe struct {
	data             []byte
	reading, writing bool // whether the ends are open
}

// Pipe returns the two ends of a pipe of 64 KiB. Simplified: who waits at one waits on a
// condition variable, where Go's waits for the network poller.
func Pipe() (r *File, w *File, err error) {
	p := &pipe{reading: true, writing: true}
	enterCall("pipe2")
	defer fsMu.Unlock()
	r = &File{fd: nextFD, name: "|0", pipe: p, flag: O_RDONLY}
	w = &File{fd: nextFD + 1, name: "|1", pipe: p, flag: O_WRONLY}
	nextFD += 2
	return r, w, nil
}

// moved wakes those who wait at a pipe.
var moved = sync.Cond{L: &fsMu}

func (p *pipe) readFrom(b []byte) (n int, err error) {
	for len(p.data) == 0 && p.writing && len(b) > 0 {
		moved.Wait()
	}
	n = copy(b, p.data)
	if p.data = p.data[n:]; n > 0 {
		moved.Broadcast()
	}
	return n, nil
}

func (p *pipe) writeTo(b []byte) (n int, err error) {
	for len(b) > 0 {
		if !p.reading {
			return n, syscall.EPIPE
		}
		room := min(pipeRoom-len(p.data), len(b))
		if room == 0 {
			moved.Wait()
			continue
		}
		p.data = append(p.data, b[:room]...)
		b, n = b[room:], n+room
		moved.Broadcast()
	}
	return n, nil
}

func (p *pipe) close(flag int) {
	if flag == O_WRONLY {
		p.writing = false
	} else {
		p.reading = false
	}
	moved.Broadcast()
}
