package heap

// Debt returns the bytes that the goroutine in slot has allocated while marking goes on and not
// yet paid for, 0 if it has credit. Models gcAssistAlloc's debtBytes, runtime/mgcmark.go.
func (h *Heap) Debt(slot int32) int64 { return max(0, -h.balance(slot).bytes) }

// Pay adds bytes to the balance of the goroutine in slot: what it or a worker has marked for it.
func (h *Heap) Pay(slot int32, bytes int64) { h.balance(slot).bytes += bytes }

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
