// Package mem is the machine's memory: words that a checkpoint copies page by page.
//
// Memory is one flat slice of 64-bit words in the layout that the gc compiler gives data on
// amd64: byte k of a word is bits 8k to 8k+7. Addresses are byte addresses, so word i lies
// at address 8*i; the first page is never handed out, and an address below NilPage is a nil
// pointer with a field offset.
//
// Start with mem.go, the memory itself; bytes.go reads and writes it where no word begins;
// image.go makes checkpoints of it that share what did not change; table.go does the same
// for rows of any flat type, for those parts of the machine's state (goroutines, spans,
// timers) that are no words of the program.
package mem
