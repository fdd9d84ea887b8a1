package sched

import (
	"fmt"
	"hash/fnv"
	"slices"

	"gopherscope/sim/mem"
)

// An Image is the scheduler's state at one instant. It never changes.
type Image struct {
	core
	gs     *mem.TableImage[G]
	sudogs *mem.TableImage[sudog]
	ps     []P
	ms     []M
	timers [][]timerWhen
	io     []ioWait
}

// Checkpoint returns an image of the scheduler. Tables share with the images before it the
// rows that did not change; Ps, threads and timers are copied.
//
// Channels, semaphores and the timers of the program lie in memory, which the machine
// checkpoints with it, as it does its agenda.
func (s *Sched) Checkpoint() *Image {
	return &Image{
		core: s.core, gs: s.gs.Checkpoint(), sudogs: s.sudogs.Checkpoint(),
		ps: slices.Clone(s.ps), ms: slices.Clone(s.ms), timers: cloneAll(s.timers, nil),
		io: slices.Clone(s.io),
	}
}

// Copied returns the bytes of rows that were copied for the image.
func (im *Image) Copied() int { return im.gs.Copied() + im.sudogs.Copied() }

// Restore makes the scheduler equal the image again.
func (s *Sched) Restore(im *Image) {
	s.core = im.core
	s.gs.Restore(im.gs)
	s.sudogs.Restore(im.sudogs)
	s.ps = append(s.ps[:0], im.ps...)
	s.ms = append(s.ms[:0], im.ms...)
	s.timers = cloneAll(im.timers, s.timers)
	s.io = append(s.io[:0], im.io...)
}

// Sum calls yield with a hash of the whole state: two schedulers with the same sum go on alike.
func (s *Sched) Sum(yield func(word uint64)) {
	h := fnv.New64a()
	fmt.Fprintf(h, "%v %v %v %v %v", s.core, s.ps, s.ms, s.timers, s.io)
	for i := range s.gs.Len() {
		fmt.Fprintf(h, "%v", *s.gs.Get(i))
	}
	for i := range s.sudogs.Len() {
		fmt.Fprintf(h, "%v", *s.sudogs.Get(i))
	}
	yield(h.Sum64())
}

// cloneAll copies a slice of slices, into the space of old where there is any.
func cloneAll(from, old [][]timerWhen) [][]timerWhen {
	to := slices.Grow(old[:0], len(from))[:len(from)]
	for i := range from {
		to[i] = append(to[i][:0], from[i]...)
	}
	return to
}
