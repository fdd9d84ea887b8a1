package heap

// charge takes bytes from the balance of the goroutine that the current P runs, while marking
// goes on. Models deductAssistCredit, runtime/malloc.go.
func (h *Heap) charge(bytes uint64) {
	m := h.mutator(h.g)
	m.assist -= int64(bytes)
	h.wanted = h.wanted || m.assist < 0
}

// Debt returns the bytes that the goroutine in slot has allocated while marking goes on and not
// yet paid for, 0 if it has credit. Models gcAssistAlloc's debtBytes, runtime/mgcmark.go.
func (h *Heap) Debt(slot int32) int64 {
	h.wanted = false
	return max(0, -h.mutator(slot).assist)
}

// Pay adds bytes to the balance of the goroutine in slot: what it or a worker has marked for it.
func (h *Heap) Pay(slot int32, bytes int64) { h.mutator(slot).assist += bytes }

// Donate gives the balance of a goroutine that ends to all. Models a part of gdestroy,
// runtime/proc.go.
func (h *Heap) Donate(slot int32) {
	m := h.mutator(slot)
	if h.phase == Mark && m.assist > 0 {
		h.gc.bgScanCredit += int64(h.gc.assistWorkPerByte * float64(m.assist))
	}
	m.assist = 0
}

// StackDone reports whether the stack of the goroutine in slot, which was alive when marking
// began, is black. Models gcscandone.
func (h *Heap) StackDone(slot int32) bool { return h.mutator(slot).scanned == h.cycles }

// AssistRatio returns how much scan work one allocated byte costs, and how many allocated bytes
// a unit of scan work pays for. Models assistWorkPerByte and assistBytesPerWork,
// runtime/mgcpacer.go.
func (h *Heap) AssistRatio() (workPerByte, bytesPerWork float64) {
	return h.gc.assistWorkPerByte, h.gc.assistBytesPerWork
}

// Credit returns the scan work that workers have done and nobody has taken. Models bgScanCredit.
func (h *Heap) Credit() int64 { return h.gc.bgScanCredit }

// AddCredit adds scan work that no waiting assist needs. Models the end of gcFlushBgCredit.
func (h *Heap) AddCredit(work int64) { h.gc.bgScanCredit += work }

// TakeCredit takes up to work of the credit and returns how much it took.
func (h *Heap) TakeCredit(work int64) int64 {
	work = min(work, h.gc.bgScanCredit)
	h.gc.bgScanCredit -= work
	return work
}
