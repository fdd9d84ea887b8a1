package heap

// Constants of internal/runtime/gc and runtime, with the names they have there.
const (
	PageShift      = 13 // log2 of a page's bytes; a page of package mem is half as large
	PageSize       = 1 << PageShift
	MaxSmallSize   = 32768 - mallocHeaderSize // larger objects have a span of their own
	NumSizeClasses = 68                       // class 0 is that of large objects
	tinySize       = 16                       // bytes of a block that several tiny objects share
	maxObjsPerSpan = 1024

	mallocHeaderSize     = 8   // bytes of the type header before small objects with pointers
	minSizeForMallocHead = 512 // … that are larger than this
	inlineMarkBytes      = 128 // of a span of objects of 16 to 512 bytes: its mark bits
	heapBitmapBytes      = 128 // a page, of spans of objects with pointers up to 512 bytes: which words are pointers
)

// A sizeClass is how small objects of about one size are kept: each in a slot of the class's
// size, the slots in spans of so many pages.
type sizeClass struct {
	size  uint16 // bytes
	pages uint8
}

// sizeClasses are Go's, internal/runtime/gc/sizeclasses.go.
var sizeClasses = [NumSizeClasses]sizeClass{
	{0, 0}, // large objects
	{8, 1}, {16, 1}, {24, 1}, {32, 1}, {48, 1}, {64, 1}, {80, 1}, {96, 1},
	{112, 1}, {128, 1}, {144, 1}, {160, 1}, {176, 1}, {192, 1}, {208, 1}, {224, 1},
	{240, 1}, {256, 1}, {288, 1}, {320, 1}, {352, 1}, {384, 1}, {416, 1}, {448, 1},
	{480, 1}, {512, 1}, {576, 1}, {640, 1}, {704, 1}, {768, 1}, {896, 1}, {1024, 1},
	{1152, 1}, {1280, 1}, {1408, 2}, {1536, 1}, {1792, 2}, {2048, 1}, {2304, 2}, {2688, 1},
	{3072, 3}, {3200, 2}, {3456, 3}, {4096, 1}, {4864, 3}, {5376, 2}, {6144, 3}, {6528, 4},
	{6784, 5}, {6912, 6}, {8192, 1}, {9472, 7}, {9728, 6}, {10240, 5}, {10880, 4}, {12288, 3},
	{13568, 5}, {14336, 7}, {16384, 2}, {18432, 9}, {19072, 7}, {20480, 5}, {21760, 8}, {24576, 3},
	{27264, 10}, {28672, 7}, {32768, 4},
}

// sizeToClass is the smallest class whose slots hold i*8 bytes.
var sizeToClass = func() (t [32768/8 + 1]uint8) {
	c := uint8(1)
	for i := range t {
		if i*8 > int(sizeClasses[c].size) {
			c++
		}
		t[i] = c
	}
	return t
}()

// classFor returns the size class of size bytes, 1 to 32768.
func classFor(size uint64) uint8 { return sizeToClass[(size+7)>>3] }

// A spanClass is a size class and whether its objects hold no pointers: objects of the two
// sorts never share a span, so that the collector skips whole spans. Models runtime.spanClass.
type spanClass uint8

const numSpanClasses = NumSizeClasses * 2

func makeSpanClass(class uint8, noscan bool) spanClass {
	c := spanClass(class) << 1
	if noscan {
		c |= 1
	}
	return c
}

func (c spanClass) class() uint8 { return uint8(c >> 1) }
func (c spanClass) noscan() bool { return c&1 != 0 }

// header returns the bytes of the type header at the start of each slot.
func (c spanClass) header() uint64 {
	if !c.noscan() && sizeClasses[c.class()].size > minSizeForMallocHead {
		return mallocHeaderSize
	}
	return 0
}

// slots returns how many objects a span of the class has. What the collector of Go 1.26
// keeps at a span's end takes the place of a few. Models initSpan, runtime/mheap.go.
func (c spanClass) slots() int {
	sc := sizeClasses[c.class()]
	if sc.size == 0 {
		return 1
	}
	room := int(sc.pages) * PageSize
	if sc.size <= minSizeForMallocHead {
		if sc.size >= tinySize {
			room -= inlineMarkBytes
		}
		if !c.noscan() {
			room -= int(sc.pages) * heapBitmapBytes
		}
	}
	return room / int(sc.size)
}

// RoundUpSize returns the bytes that an allocation of size bytes really takes, less its type
// header: what growslice may use of it. Models roundupsize, runtime/msize.go.
func RoundUpSize(size uint64, noscan bool) uint64 {
	switch {
	case size > 1<<62:
		return size
	case size > MaxSmallSize:
		return (size + PageSize - 1) &^ (PageSize - 1)
	case size == 0:
		return 0
	case !noscan && size > minSizeForMallocHead:
		return uint64(sizeClasses[classFor(size+mallocHeaderSize)].size) - mallocHeaderSize
	}
	return uint64(sizeClasses[classFor(size)].size)
}
