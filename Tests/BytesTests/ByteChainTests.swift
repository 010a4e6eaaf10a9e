import Testing

@testable import Bytes

@Suite struct ByteChainTests {
  @Test func aChainOfOneSliceIsContiguousWithoutACopy() {
    let slice = ByteSlice([1, 2, 3, 4]).part(from: 1, count: 2)
    let contiguous = ByteChain(slice).contiguous
    #expect(contiguous.block === slice.block)
    #expect(contiguous.array == [2, 3])
  }

  @Test func emptySlicesLeaveNoTrace() {
    var chain = ByteChain(ByteSlice([]))
    chain.append(ByteSlice([7]))
    chain.append(ByteSlice([]))
    chain.append(ByteSlice([8, 9]))
    #expect(chain.slices.count == 2)
    #expect(chain.count == 3)
    #expect(chain.array == [7, 8, 9])
  }

  @Test func adoptedMemoryIsReleasedOnceTheLastSliceIsGone() async {
    await confirmation { released in
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
      memory.copyBytes(from: [1, 2, 3, 4])
      let bytes = UnsafeRawBufferPointer(memory)
      var chain = ByteChain(
        ByteSlice(ByteBlock(adopting: bytes) { released() }, offset: 1, count: 2))
      #expect(chain.array == [2, 3])
      chain = ByteChain()
      #expect(chain.isEmpty)
      memory.deallocate()
    }
  }
}
