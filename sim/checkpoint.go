package sim

import (
	"fmt"
	"hash/fnv"
	"slices"

	"gopherscope/sim/heap"
	"gopherscope/sim/mem"
	"gopherscope/sim/sched"
	"gopherscope/sim/trace"
	"gopherscope/sim/vm"
)

// An Image is a machine's whole state at one instant. It never changes, and shares what did
// not change with the images before and after it.
type Image struct {
	mem    *mem.Image
	heap   *heap.Image
	vm     *vm.Image
	sched  *sched.Image
	born   *mem.TableImage[birth]
	chores *mem.TableImage[chore]
	stores *mem.TableImage[store]
	lost   *mem.TableImage[lost]
	agenda agenda[sched.Appointment]
	clocks []trace.Time
	state  state
	bytes  int // copied for it
}

// Checkpoint returns an image of the machine.
func (mc *Machine) Checkpoint() *Image {
	im := &Image{
		heap:   mc.heap.Checkpoint(),
		vm:     mc.vm.Checkpoint(),
		sched:  mc.sched.Checkpoint(),
		born:   mc.born.Checkpoint(),
		chores: mc.chores.Checkpoint(),
		stores: mc.stores.Checkpoint(),
		lost:   mc.lost.Checkpoint(),
		agenda: mc.agenda.clone(nil),
		clocks: slices.Clone(mc.clocks),
		state:  mc.state,
	}
	im.mem, im.bytes = mc.mem.Checkpoint()
	im.bytes += im.heap.Copied() + im.vm.Copied() + im.sched.Copied() + im.born.Copied() + im.chores.Copied() +
		im.stores.Copied() + im.lost.Copied()
	return im
}

// Restore makes the machine equal the image again.
func (mc *Machine) Restore(im *Image) {
	mc.mem.Restore(im.mem)
	mc.heap.Restore(im.heap)
	mc.vm.Restore(im.vm)
	mc.sched.Restore(im.sched)
	mc.born.Restore(im.born)
	mc.chores.Restore(im.chores)
	mc.stores.Restore(im.stores)
	mc.lost.Restore(im.lost)
	mc.agenda = im.agenda.clone(mc.agenda.heap)
	mc.clocks = append(mc.clocks[:0], im.clocks...)
	mc.state = im.state
	mc.settle()
}

// Steps returns the steps done at the image's instant, and Events the events written.
func (im *Image) Steps() uint64  { return im.state.steps }
func (im *Image) Events() uint64 { return im.state.events }

// Sum yields words that tell the machine's whole state: two machines that yield the same are
// in the same state.
func (mc *Machine) Sum(yield func(word uint64)) {
	mc.mem.Sum(yield)
	mc.heap.Sum(yield)
	mc.vm.Sum(yield)
	mc.sched.Sum(yield)
	for _, e := range mc.agenda.all() {
		yield(uint64(e.at))
		yield(e.seq)
		yield(uint64(e.a.Kind)<<32 | uint64(uint32(e.a.P)))
		yield(uint64(uint32(e.a.M))<<32 | uint64(e.a.Arg))
	}
	for i := range mc.born.Len() {
		yield(uint64(mc.born.Get(i).left))
	}
	for _, c := range mc.clocks {
		yield(uint64(c))
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%v", mc.cycle)
	for i := range mc.chores.Len() {
		fmt.Fprintf(h, "%v", *mc.chores.Get(i))
	}
	for i := range mc.lost.Len() {
		fmt.Fprintf(h, "%v", *mc.lost.Get(i))
	}
	for i := range int(mc.stored) {
		fmt.Fprintf(h, "%v", *mc.stores.Get(i))
	}
	yield(h.Sum64())
	s := &mc.state
	for _, w := range [...]uint64{
		uint64(s.now), s.steps, s.events, s.detail, uint64(uint32(s.serving)), uint64(s.stretch), s.rand,
		uint64(uint32(s.starved)), s.stdin, uint64(s.outcome.Status), word(s.outcome.Done),
	} {
		yield(w)
	}
}
